"""What the chances are: the answer of the forecast for the case's coalition."""

from foedus.views import forecast
from foedus.views.brief.material import Material
from foedus.views.document import Section


def chances(m: Material) -> Section | None:
    """Strands of closeness, chances by model, assumptions; none where the case names no coalition."""
    return forecast.of_case(m.record)
