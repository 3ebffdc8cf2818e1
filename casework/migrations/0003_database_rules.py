"""What was received and what was noted about it: the database refuses to change it (promises 3 and 6)."""

from django.db import migrations, models

from casework.database_rules import immutable, undeletable

SUBMISSION = [
    "id", "case_id", "sequence", "draft_id", "visitor_hash", "language", "content_sealed", "display_sealed", "content_sha256", "received_at",
]
EVENT = ["id", "case_id", "sequence", "kind", "at", "actor_label", "details"]
READING = ["id", "at", "kind", "user_label", "case_number", "query", "address"]
HISTORY = [
    "history_id", "history_date", "history_type", "history_change_reason", "id", "number", "service_version_id", "service_title",
    "service_title_en", "unit_id", "retention_rule_id", "status", "applicant_id", "is_test", "received_at", "closed_at", "revision",
]
RULE_HISTORY = ["history_id", "history_date", "history_type", "history_change_reason", "id", "name", "months", "legal_basis"]
REGISTER = ["id", "case_id", "committee_id", "year", "running_number", "received_at", "counterpart_sealed"]


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_initial")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "service_version", "-received_at"], name="case_by_unit_service"),
        ),
        migrations.AlterField("case", "closed_at", models.DateTimeField(null=True, verbose_name="avslutat")),
        migrations.AlterField("case", "is_test", models.BooleanField(default=False, verbose_name="provärende")),
        migrations.AlterField("case", "service_title_en", models.CharField(blank=True, max_length=255, verbose_name="e-tjänst på engelska")),
        migrations.AlterField("historicalcase", "closed_at", models.DateTimeField(null=True, verbose_name="avslutat")),
        migrations.AlterField("historicalcase", "is_test", models.BooleanField(default=False, verbose_name="provärende")),
        migrations.AlterField("historicalcase", "service_title_en", models.CharField(blank=True, max_length=255, verbose_name="e-tjänst på engelska")),
        *immutable("casework_submission", *SUBMISSION),
        *immutable("casework_caseevent", *EVENT, may_be_emptied=["actor_id"]),
        *immutable("casework_casereading", *READING, may_be_emptied=["user_id"]),
        *immutable("casework_historicalcase", *HISTORY, may_be_emptied=["history_user_id"]),
        *immutable("casework_historicalretentionrule", *RULE_HISTORY, may_be_emptied=["history_user_id"]),
        *immutable("casework_registerentry", *REGISTER),
        *undeletable("casework_casereading"),
    ]
