"""Pages: content and charts as HTML that stands alone.

Comes in: documents of `foedus.views`. Goes out: HTML text, with styles and pictures inside it; nothing is loaded
from elsewhere. Templates lie in `templates/`, the design tokens in `tokens.css`.
May import: `foedus.views`, `foedus.charts` and what is upstream of them.
"""
