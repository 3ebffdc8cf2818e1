"""What operations must remember: figures too dear to count at each question, and proofs of the keys in use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Figure(models.Model):
    """A number that a periodic job has counted, and when."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        permissions = [("view_operations", _("Får se driftläget"))]

    def __str__(self) -> str:
        return self.name


class KeyProof(models.Model):
    """Something sealed under a master key: whether it opens tells the right key from another of the same name."""

    kid = models.CharField(max_length=8, primary_key=True)
    proof = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.kid
