"""Settings of the example portal."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).parent.parent
DATA_DIR = Path(os.environ.get("PORTAL_DATA", BASE_DIR))
PORTAL_URL = os.environ.get("PORTAL_URL", "http://127.0.0.1:8000/")

SECRET_KEY = os.environ.get("SECRET_KEY", "an example's key: set SECRET_KEY in production")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
ROOT_URLCONF = "portal.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = ["django.contrib.staticfiles", "govnews.django", "news"]
MIDDLEWARE = [
    "govnews.django.count_visits",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
    }
]
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR.parent / "assets/static"]

if "PGDATABASE" in os.environ:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["PGDATABASE"],
            "USER": os.environ.get("PGUSER", ""),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
            "HOST": os.environ.get("PGHOST", ""),
        }
    }
else:
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "portal.db"}
    }

GOVNEWS = {
    "FEEDS": "news.offered.feeds",
    "COUNTER": "news.offered.counter",
    "TRUSTED_PROXIES": ["127.0.0.0/8", "unix"],
}
