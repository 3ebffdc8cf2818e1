"""Rows that the database itself refuses to change: promise 3, 6 and 12 hold against a slip in our own code too.

    operations = [*immutable("casework_submission", "content_sealed", "content_sha256")]

Two things to know when a later migration touches such a table. On SQLite, Django remakes the table for many changes and
the rules vanish with the old one: repeat the operation at the end of that migration (it replaces itself). And a
data migration that must change a ruled column drops the trigger first and lays the rule again after.
"""

from collections.abc import Callable, Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation

Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]

POSTGRES_UPDATE = """
CREATE OR REPLACE FUNCTION {table}_immutable() RETURNS trigger LANGUAGE plpgsql AS $rule$
BEGIN
    RAISE EXCEPTION 'Rows of {table} are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $rule$;
DROP TRIGGER IF EXISTS {table}_immutable ON {table};
CREATE TRIGGER {table}_immutable BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed})
EXECUTE FUNCTION {table}_immutable();
"""
POSTGRES_DELETE = """
CREATE OR REPLACE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $rule$
BEGIN
    RAISE EXCEPTION 'Rows of {table} are never deleted' USING ERRCODE = 'integrity_constraint_violation';
END $rule$;
DROP TRIGGER IF EXISTS {table}_kept ON {table};
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_kept();
"""
SQLITE_UPDATE = (
    "DROP TRIGGER IF EXISTS {table}_immutable",
    """CREATE TRIGGER {table}_immutable BEFORE UPDATE ON {table} FOR EACH ROW WHEN {changed}
    BEGIN SELECT RAISE(ABORT, 'Rows of {table} are never changed'); END""",
)
SQLITE_DELETE = (
    "DROP TRIGGER IF EXISTS {table}_kept",
    """CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW
    BEGIN SELECT RAISE(ABORT, 'Rows of {table} are never deleted'); END""",
)


def immutable(table: str, *columns: str, may_be_emptied: Sequence[str] = ()) -> list[Operation]:
    """Migration operations after which the database refuses any UPDATE of these columns of `table`.

    `may_be_emptied`: columns that may become NULL but nothing else: who did it, when that user is removed and only the
    label stays.
    """
    return [RunPython(_lay(table, columns, may_be_emptied), _lift(f"{table}_immutable", table))]


def undeletable(table: str) -> list[Operation]:
    """Migration operations after which the database refuses any DELETE in `table`."""

    def lay(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        statements = (POSTGRES_DELETE,) if editor.connection.vendor == "postgresql" else SQLITE_DELETE
        for statement in statements:
            editor.execute(statement.format(table=table))

    return [RunPython(lay, _lift(f"{table}_kept", table))]


def _lay(table: str, columns: Sequence[str], may_be_emptied: Sequence[str]) -> Step:
    def lay(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        postgres = editor.connection.vendor == "postgresql"
        changed = _changed(columns, may_be_emptied, differs="IS DISTINCT FROM" if postgres else "IS NOT")
        for statement in (POSTGRES_UPDATE,) if postgres else SQLITE_UPDATE:
            editor.execute(statement.format(table=table, changed=changed))

    return lay


def _changed(columns: Sequence[str], may_be_emptied: Sequence[str], *, differs: str) -> str:
    changed = [f'OLD."{column}" {differs} NEW."{column}"' for column in columns]
    refilled = [
        f'(NEW."{column}" IS NOT NULL AND OLD."{column}" {differs} NEW."{column}")' for column in may_be_emptied
    ]
    return " OR ".join(changed + refilled)


def _lift(trigger: str, table: str) -> Step:
    def lift(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        on_table = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on_table}")

    return lift
