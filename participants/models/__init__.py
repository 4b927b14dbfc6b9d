from participants.models.message import Heartbeat, Message
from participants.models.person import ContactBy, Person

__all__ = ["ContactBy", "Heartbeat", "Message", "Person"]
