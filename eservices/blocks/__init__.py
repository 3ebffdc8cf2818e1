"""What an editor builds an e-service from: steps, questions and texts in Wagtail's StreamField."""

from eservices.blocks.steps import StepBlock, StepsBlock

__all__ = ["StepBlock", "StepsBlock"]
