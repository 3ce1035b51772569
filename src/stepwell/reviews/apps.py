from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "stepwell.reviews"
    label = "reviews"
