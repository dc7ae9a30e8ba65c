"""What the portal keeps: its own rows, which know nothing of govnews."""

from django.db import models


class Post(models.Model):
    """A news item."""

    path = models.CharField(max_length=200, unique=True)
    section = models.CharField(max_length=50)
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    is_html = models.BooleanField(default=True)
    author = models.CharField(max_length=100, blank=True)
    picture = models.CharField(max_length=200, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    picture_shows = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(db_index=True)
    modified_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-published_at",)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/{self.path}"
