"""All settings. Nothing in the environment: development on this machine.

A SECRET_KEY in the environment means production; then every missing value stops the start with a sentence.
`.env.example` lists the names.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from coproduce import notify, openid

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
PRODUCTION = "SECRET_KEY" in os.environ


def required(name: str, development: str, meaning: str) -> str:
    """The value of `name`; in development a default, in production a sentence when it is missing."""
    value = os.environ.get(name, "")
    if value or not PRODUCTION:
        return value or development
    raise ImproperlyConfigured(f"{name} is not set. It is {meaning}. See .env.example.")


DEBUG = os.environ.get("DEBUG", "" if PRODUCTION else "1") == "1"
SECRET_KEY = required(
    "SECRET_KEY", "development only, never on a server " + "-" * 30, "a long random text that only this server knows"
)
# What some words in the database are encrypted with: the newest key first, older ones to read with.
WORDS_KEYS = [key for key in os.environ.get("WORDS_KEYS", "").split(",") if key] or [SECRET_KEY]
SITE_URL = required(
    "SITE_URL", "http://127.0.0.1:8000", "the address people type, like https://coproduce.example.org"
).rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = [SITE_HOST] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", SITE_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "coproduce.urls"
WSGI_APPLICATION = "coproduce.wsgi.application"

INSTALLED_APPS = [
    "coproduce",
    "principles",
    "feedback",
    "care",
    "projects",
    "participants",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "crispy_forms",
    "simple_history",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "coproduce.middleware.know_nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "projects.card.while_it_opens",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "coproduce.middleware.never_store",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "projects.context.organisation",
            ],
            "builtins": ["django.templatetags.static", "participants.templatetags.look"],
        },
    }
]
FORM_RENDERER = "participants.forms.renderer.QuickRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "coproduce"

# Where things are kept
DATABASES = {
    "default": dj_database_url.parse(
        required("DATABASE_URL", f"sqlite:///{VAR_DIR / 'coproduce.sqlite3'}", "the database, like postgresql://…"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL: a power cut must not lose the line that says a message is being handed over.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA busy_timeout=20000",
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

QUEUE_APP = "coproduce.celery.app"
BROKER_URL = required("BROKER_URL", "fsq://", "the queue: redis://host:6379/0, or fsq:// for one server without Redis")
ON_REDIS = BROKER_URL.startswith("redis")
BACKEND = f"django.core.cache.backends.{'redis.RedisCache' if ON_REDIS else 'filebased.FileBasedCache'}"
CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": BROKER_URL if ON_REDIS else VAR_DIR / "cache"}}

# Static files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Words and dates
LANGUAGE_CODE, TIME_ZONE = "en-gb", "Europe/London"
LANGUAGES = [("en-gb", "English")]
USE_I18N = USE_TZ = True

# Mail. Without a mail server (development) each mail is a file, which the page /mail shows.
EMAIL_HOST = required("EMAIL_HOST", "", "the mail server, like smtp.example.org")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587" if PRODUCTION else "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "") == "1"
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1" if PRODUCTION and not EMAIL_USE_SSL else "") == "1"
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "Coproduce <coproduce@localhost>", "the address mail comes from")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
NOTIFY = notify.account(os.environ, secure=PRODUCTION)

# Signing in
AUTH_USER_MODEL = "participants.Person"
AUTHENTICATION_BACKENDS = ["participants.adapter.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "participants.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "participants.forms.sign_in.SignInForm",
    "confirm_login_code": "participants.forms.sign_in.CodeForm",
    "login": "participants.forms.sign_in.PasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "participants.models.person.display"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; the page for a password asks for one
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code that came by mail proves the mailbox
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "120/m/ip,3/m/key",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "write_to_lead": "60/h/ip",
    "wrong_code": "60/m/ip,300/h/ip,5/10m/key",  # of a letter, a card or a reply; the key is a browser
    "say_by_link": "120/m/ip,600/h/ip",  # a whole hall may sit behind one address
}
ACCOUNT_SESSION_REMEMBER = False  # asked afterwards: is this your own device?
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1" if PRODUCTION else "0"))
SESSION_ENGINE = "participants.sessions"
SESSION_COOKIE_AGE = int(timedelta(hours=2).total_seconds())
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = [{"NAME": f"participants.passwords.{name}"} for name in ("LongEnough", "NotOften", "NotMe")]
MFA_ADAPTER = "participants.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "participants.forms.sign_in.SecondStepForm",
    "authenticate_webauthn": "participants.forms.sign_in.PasskeyStepForm",
    "login_webauthn": "participants.forms.sign_in.PasskeySignInForm",
    "activate_totp": "participants.forms.ways.AppForm",
    "add_webauthn": "participants.forms.ways.PasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of old phones are late
MFA_REAUTHENTICATION_REQUIRED = False  # our own rule instead, for those too who have only the code: just_signed_in
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}

SOCIALACCOUNT_ADAPTER = "participants.adapter.OrganisationAdapter"
OIDC = openid.account(os.environ, secure=PRODUCTION)
INSTALLED_APPS += ["allauth.socialaccount.providers.openid_connect"] if OIDC else []  # it has no tables
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC] if OIDC else []}}

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *openid.places(OIDC)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("accelerometer", "autoplay", "camera", "geolocation", "gyroscope", "microphone", "payment")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    HTTPS = SITE_URL.startswith("https://")
    SECURE_SSL_REDIRECT = HTTPS and os.environ.get("SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")

# Celery. Tasks are ticks: they ask the database what is due, so a lost or doubled one changes nothing.
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_TASK_SERIALIZER, CELERY_ACCEPT_CONTENT = "json", ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": 600,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
    if ON_REDIS
    else {
        **dict.fromkeys(["data_folder_in", "data_folder_out"], str(VAR_DIR / "queue")),
        "control_folder": str(VAR_DIR / "queue-control"),
        "processed_folder": str(VAR_DIR / "queue-done"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
)
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"{app}.tasks.{name}", "schedule": seconds, "options": {"expires": seconds}}
    for app, name, seconds in (
        ("participants", "plan", 60.0),
        ("participants", "dispatch", 15.0),
        ("participants", "reap", 30.0),
        ("projects", "come_back", 60.0),
        ("principles", "make_reviews", 30.0),
        ("principles", "forget", 3600.0),
    )
}
