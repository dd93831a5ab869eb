"""Draws every form, ours and those of libraries, with the house's own templates."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.field.as_field_group }}` use our components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
