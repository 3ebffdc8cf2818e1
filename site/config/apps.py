from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Here so that the deployment checks are registered."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401  # registers its checks
