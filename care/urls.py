from django.urls import URLPattern

P = "projects/<uuid:project_id>"

urlpatterns: list[URLPattern] = []
