from django.urls import path

from feedback.views import answer, board, closing, decision_link, home, idea, led_to, notes, say, spreadsheet, thread

F = "projects/<uuid:project_id>/feedback"

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/<uuid:project_id>/how-people-shaped-this", thread.shaped, name="shaped"),
    path("ideas", idea.ideas, name="ideas"),
    path("projects/<uuid:project_id>/sessions/<uuid:pk>/close", closing.session_close, name="session_close"),
    path("projects/<uuid:project_id>/sessions/<uuid:pk>/notes", notes.session_notes, name="session_notes"),
    path("projects/<uuid:project_id>/sessions/<uuid:pk>/photos", notes.photos_add, name="photos_add"),
    path("projects/<uuid:project_id>/photos/<uuid:pk>", notes.photo, name="photo"),
    path("projects/<uuid:project_id>/photos/<uuid:pk>/words", notes.photo_edit, name="photo_edit"),
    path("projects/<uuid:project_id>/photos/<uuid:pk>/remove", notes.photo_remove, name="photo_remove"),
    path(F, board.board, name="board"),
    path("projects/<uuid:project_id>/decisions/<uuid:pk>/feedback", decision_link.decision_link, name="decision_link"),
    path(f"{F}/thank-all", board.thank_all, name="thank_all"),
    path(f"{F}/say", say.say, name="say"),
    path(f"{F}/for-someone", say.say_for, name="say_for"),
    path(f"{F}/import", spreadsheet.import_upload, name="import_upload"),
    path(f"{F}/import/<uuid:pk>", spreadsheet.import_match, name="import_match"),
    path(f"{F}/import/<uuid:pk>/lines", spreadsheet.import_preview, name="import_preview"),
    path(f"{F}/<uuid:pk>", idea.idea, name="idea"),
    path(f"{F}/<uuid:pk>/words", say.say_for_change, name="say_for_change"),
    path(f"{F}/<uuid:pk>/read-back", say.read_back, name="read_back"),
    path(f"{F}/<uuid:pk>/thank", answer.thank, name="thank"),
    path(f"{F}/<uuid:pk>/answer", answer.answer, name="answer"),
    path(f"{F}/<uuid:pk>/led-to", led_to.led_to, name="led_to"),
    path(f"{F}/<uuid:pk>/tell", answer.tell_giver, name="tell_giver"),
    path(f"{F}/<uuid:pk>/giver-says", answer.giver_says, name="giver_says"),
    path(f"{F}/<uuid:pk>/close", idea.close, name="close"),
    path(f"{F}/<uuid:pk>/ask-more", idea.ask_more, name="ask_more"),
    path(f"{F}/<uuid:pk>/take-back", idea.take_back, name="take_back"),
]
