"""Addresses of the example portal."""

from django.contrib.staticfiles.views import serve
from django.urls import path
from news import views
from news.offered import feeds

from govnews.django import serve_feeds

urlpatterns = [
    *serve_feeds(feeds),
    path("", views.front),
    path("kho.atom", views.whole_archive),
    path("media/hop-it-today.svg", views.picture),
    # Behind a web server, let that one serve static files.
    path("static/<path:path>", serve, {"insecure": True}),
    path("<path:path>", views.article),
]
