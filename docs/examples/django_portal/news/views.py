"""Pages of the example portal."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from govnews import feeds, sample
from govnews.django import stream_response

from .models import Post
from .offered import as_article, portal


def front(request):
    posts = Post.objects.filter(published_at__lte=timezone.now())
    return render(request, "front.html", {"portal": portal, "plan": sample.plan(), "posts": posts})


def article(request, path):
    post = get_object_or_404(Post, path=path, published_at__lte=timezone.now())
    section = portal.tree.get(post.section)
    context = {"portal": portal, "plan": sample.plan(), "post": post, "section": section}
    return render(request, "article.html", context)


def whole_archive(request):
    """Every article there ever was, in one feed that is sent piece by piece."""
    posts = Post.objects.order_by("published_at").iterator()
    return stream_response(feeds.stream(portal, posts, "atom", adapt=as_article), "atom")


def picture(request):
    return HttpResponse(sample.picture(), content_type="image/svg+xml")
