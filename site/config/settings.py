"""All settings, from the environment. Secure unless it says otherwise; `make run` sets what a demo needs.

The README's table gives the meaning and default of each variable.
"""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import quote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env
from config.logs import logging_settings
from config.mail import email_settings
from config.queue import huey_settings

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# What this installation is
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
SECRET_KEY = env.text("SECRET_KEY")
KEY_FILE = env.path("KEY_FILE", VAR_DIR / "keys.json")
PORTAL_URL = env.text("PORTAL_URL").rstrip("/")
PORTAL_HOST = urlsplit(PORTAL_URL).hostname or ""
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [PORTAL_HOST])
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "accounts",
    "outbox",
    "attachments",
    "operations",
    "casework",
    "eservices",
    "home",
    "wagtail.contrib.forms",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.users_app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "guardian",
    "simple_history",
    "huey.contrib.djhuey",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "django_filters",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.access_log.access_log",
    "operations.middleware.measured",
    "home.page_cache.page_cache",  # before sessions and all that makes a page what it is; within what is measured
    "config.middleware.trusted_proxy",
    "operations.middleware.probes",
    "config.middleware.plain_text",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ContentSecurityPolicy",
    "config.middleware.private_pages",
    "config.refusal.SizeLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "attachments.middleware.SealedUploads",  # before the CSRF check, which reads the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.staff_gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context.portal",
            ],
        },
    },
]

# Database: persistent connections (a new one per request costs five times as much)
DATABASES = {"default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    DATABASES["default"]["OPTIONS"].setdefault("tcp_user_timeout", 20_000)  # ms until a vanished server is given up

# The municipality's electronic seal on receipts
SEAL_FILE = env.text("SEAL_FILE", str(VAR_DIR / "demo-seal.p12") if DEMO else "")
SEAL_PASSWORD = env.text("SEAL_PASSWORD", "")
SEAL_SIGNER = env.text("SEAL_SIGNER", "documents.sealing.signer_from_file" if SEAL_FILE else "")
SEAL_TIMESTAMP_URL = env.text("SEAL_TIMESTAMP_URL", "")
SEAL_EARLIER = env.text("SEAL_EARLIER", "")  # a folder of certificates that have sealed before

# Cache and background work
REDIS_URL = env.text("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
PAGE_CACHE = env.flag("PAGE_CACHE", True)
HUEY = huey_settings(REDIS_URL, VAR_DIR / "queue.sqlite3", SECRET_KEY)

# Mail: by way of the outbox only
EMAIL_URL = env.text("EMAIL_URL", "demo:" if DEMO else "smtp://localhost:25")
DEMO_MAIL_DIR = VAR_DIR / "mail"
vars().update(email_settings(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"{'Heby kommun' if DEMO else 'Kommunen'} <no-reply@{PORTAL_HOST}>")
SERVER_EMAIL = parseaddr(DEFAULT_FROM_EMAIL)[1]

# People: e-ID for residents, password and two factors for staff, never both in one session
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.StaffBackend",
    "accounts.backends.EIdBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # no backend: the draft door reads guardian's row itself
EID_PROVIDERS = env.words("EID_PROVIDERS", ["test"] if DEMO else [])
EID_FILE = env.text("EID_FILE", "")  # how each provider but the test one is reached
EID_COOKIE_NAME = "eid"  # which of several the browser's person chose last
EID_ALLOW_TEST = env.flag("EID_ALLOW_TEST", DEMO)
MANDATE_REGISTER = env.text("MANDATE_REGISTER", "")  # dotted path; see accounts.mandates
OTP_TOTP_ISSUER = env.text("OTP_ISSUER", "Heby kommun e-tjänster" if DEMO else f"E-tjänster {PORTAL_HOST}")
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "otp_token", "csrfmiddlewaretoken"]  # a recovery code is still good afterwards
AXES_USERNAME_CALLABLE = "accounts.staff_login.counted_name"
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "accounts.staff_login.slow_down"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"

# Sessions, cookies and transport
BEHIND_TLS = PORTAL_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
VISITOR_COOKIE_NAME = "__Host-visitor" if BEHIND_TLS else "visitor"
CSRF_FAILURE_VIEW = "eservices.views.logged_out.csrf_failure"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = ["^(healthz|readyz|metrics)$"]  # a balancer asks the machine itself
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 2 * 365 * 86400 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
ADMIN_POLICY = PUBLIC_POLICY | {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}

# Language and time
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

# Sizes and rates: what one request may hold, and how much faster or slower than config.pace says people may go
MAX_REQUEST_BYTES = env.number("MAX_REQUEST_MB", 120) * 2**20
MAX_FORM_BYTES = DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20  # a step's text; questions.analysis keeps designs under it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # past it everything typed is lost; attachments.limits refuses file by file
FILE_STORAGE_URL = env.text("FILE_STORAGE_URL", f"file://{quote(str(VAR_DIR / 'files'))}")
SCANNER_URL = env.text("SCANNER_URL", "")
REFUSAL_VIEW = "home.errors.refused"
RATE_FACTOR = env.number("RATE_FACTOR", 1)

# Links on our pages: whether other sites are asked about theirs at night, and whom within our own network
CHECK_OUTSIDE_LINKS = env.flag("CHECK_OUTSIDE_LINKS", not DEMO)
INSIDE_HOSTS = env.words("INSIDE_HOSTS", [])

# Wagtail
WAGTAIL_SITE_NAME = _("E-tjänster")
WAGTAILADMIN_BASE_URL = PORTAL_URL
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.staff_login.StaffLoginForm"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # who reviews pages is in the group for it
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Watching it: logs, never with answers or identity numbers, and figures
LOG_FORMAT = env.text("LOG_FORMAT", "line" if DEMO else "json")
LOG_LEVEL = env.text("LOG_LEVEL", "INFO")
LOGGING = logging_settings(LOG_FORMAT, LOG_LEVEL)
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
METRICS_DIR = VAR_DIR / "metrics"
