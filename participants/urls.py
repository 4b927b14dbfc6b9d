from django.urls import path

from participants.views import mail

urlpatterns = [
    path("mail", mail.mail, name="mail"),
]
