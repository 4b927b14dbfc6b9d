from participants.models.event import Event
from participants.models.message import Heartbeat, Message
from participants.models.person import ContactBy, Person

__all__ = ["ContactBy", "Event", "Heartbeat", "Message", "Person"]
