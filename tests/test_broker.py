"""The queue of a single server: whole messages, once each, oldest first."""

import os
import threading
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

from coproduce.broker import Transport


@pytest.fixture
def queue(tmp_path: Path):
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "c")}
    with Connection("fsq://", transport_options=folders) as line:
        yield line.SimpleQueue("celery")
    Transport.global_state.clear()  # a process remembers the queues of one folder


def test_messages_come_out_in_the_order_they_went_in(queue) -> None:
    for number in range(20):
        queue.put({"number": number})

    assert [queue.get(block=False).payload["number"] for _ in range(20)] == list(range(20))
    with pytest.raises(Empty):
        queue.get(block=False)


def test_a_message_has_a_name_only_once_it_is_whole_and_on_the_disk(queue, tmp_path: Path, monkeypatch) -> None:
    to_disk, visible = os.fsync, []

    def look(file: int) -> None:
        visible.append(list(tmp_path.glob("[!.]*.msg")))
        to_disk(file)

    monkeypatch.setattr(os, "fsync", look)
    queue.put({"words": "whole"})

    assert visible == [[]]
    assert queue.get(block=False).payload == {"words": "whole"}


def test_nobody_reads_half_a_message_while_many_are_written(queue, tmp_path: Path) -> None:
    words = "x" * 200_000
    folders = queue.channel.connection.client.transport_options

    def write() -> None:
        with Connection("fsq://", transport_options=folders) as line:
            to = line.SimpleQueue("celery")
            for number in range(50):
                to.put({"number": number, "words": words})

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    read = []
    while len(read) < 150:
        message = queue.get(timeout=20)
        read.append(message.payload)
        message.ack()
    for writer in writers:
        writer.join()

    assert sorted(message["number"] for message in read) == sorted(list(range(50)) * 3)
    assert {message["words"] for message in read} == {words}
    assert [name for name in os.listdir(tmp_path) if name.endswith(("msg", "tmp"))] == []
