from principles.my_data.declared.care import CARE
from principles.my_data.declared.feedback import FEEDBACK
from principles.my_data.declared.participants import PARTICIPANTS
from principles.my_data.declared.principles import PRINCIPLES
from principles.my_data.declared.projects import PROJECTS

DECLARED = [*PARTICIPANTS, *PROJECTS, *CARE, *FEEDBACK, *PRINCIPLES]

__all__ = ["DECLARED"]
