"""Django has one setting up for a whole process."""

from importlib.util import find_spec

if find_spec("django"):
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="for tests",
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        TIME_ZONE="Asia/Ho_Chi_Minh",
        INSTALLED_APPS=["govnews.django"],
        MIDDLEWARE=["govnews.django.count_visits"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
