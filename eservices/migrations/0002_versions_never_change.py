"""The database refuses to change a published version (promise 12)."""

from casework.database_rules import immutable, undeletable
from django.db import migrations

COLUMNS = ("service_id", "number", "document_bytes", "sha256", "published_at")


class Migration(migrations.Migration):
    dependencies = [("eservices", "0001_initial")]

    operations = [
        *immutable("eservices_eserviceversion", *COLUMNS, may_be_emptied=["published_by_id"]),
        *undeletable("eservices_eserviceversion"),
    ]
