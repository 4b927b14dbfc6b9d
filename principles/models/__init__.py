from principles.models.catalogue import Principle, PrincipleSet, Statement
from principles.models.checklist import Answer, AnswersAreLocked, Checklist, Says, Side
from principles.models.plan_paper import PlanPaper
from principles.models.review import Review

__all__ = [
    "Answer",
    "AnswersAreLocked",
    "Checklist",
    "PlanPaper",
    "Principle",
    "PrincipleSet",
    "Review",
    "Says",
    "Side",
    "Statement",
]
