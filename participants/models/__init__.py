from participants.models.event import Event
from participants.models.message import Heartbeat, Message
from participants.models.person import ContactBy, Credit, Person
from participants.models.reading import Colours, Reading, Size
from participants.models.stop import Stop

__all__ = ["Colours", "ContactBy", "Credit", "Event", "Heartbeat", "Message", "Person", "Reading", "Size", "Stop"]
