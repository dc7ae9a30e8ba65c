"""A portal in Django. In this folder:

    python manage.py migrate && python manage.py load_sample
    gunicorn portal.wsgi            (or: uvicorn portal.asgi:application)

It keeps its rows in SQLite, or in PostgreSQL when ``PGDATABASE`` is set.
"""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
execute_from_command_line(sys.argv)
