"""``python manage.py load_sample``: fills the table with the bundled sample."""

from urllib.parse import urlsplit

from django.core.management.base import BaseCommand

from govnews import sample
from news.models import Post


class Command(BaseCommand):
    help = "Fills the table of news items with the sample portal's articles."

    def handle(self, *args, **options):
        for article in sample.articles():
            if article.status != "published" or article.url is None:
                continue
            image = next(iter(article.images), None)
            Post.objects.update_or_create(
                path=urlsplit(article.url).path.lstrip("/"),
                defaults={
                    "section": article.section,
                    "title": article.headline,
                    "lead": article.lead or "",
                    "body": article.body or "",
                    "is_html": article.body_type == "html",
                    "author": article.byline or "",
                    "picture": "media/hop-it-today.svg" if image else "",
                    "caption": image.caption if image else "",
                    "picture_shows": image.alt if image else "",
                    "published_at": article.published_at,
                    "modified_at": article.updated_at,
                },
            )
        self.stdout.write(f"{Post.objects.count()} articles")
