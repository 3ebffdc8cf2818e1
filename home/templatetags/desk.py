from typing import Any

from django import template

from home.desk import checker

register = template.Library()


@register.simple_tag(takes_context=True)
def editors_bar(context: Any) -> str:
    return checker.editors_bar(context)
