#!/usr/bin/env python3
"""Run one of Django's or Coproduce's commands: see `manage.py help`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
    execute_from_command_line(sys.argv)
