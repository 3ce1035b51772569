"""The look of Stepwell: layouts, components, forms, charts and the navigation they show.

Every page extends `layouts/staff.html` or `layouts/plain.html`. Any room may use the components, `forms` and
`charts`; this package knows no room: rooms register what the frame shows in `navigation`.
"""
