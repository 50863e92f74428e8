"""A figure of a measure opens the claims behind it where it stands; without scripts its link leads to them."""

from typing import Any


def test_a_figure_opens_what_it_rests_on_and_gives_the_focus_back(browser: Any, served: str):
    page = browser.new_page()
    try:
        page.goto(f"{served}/measures/embargo?imposer=DEU")
        figure = page.locator("td a.figure-link").first
        figure.focus()
        page.keyboard.press("Enter")
        panel = page.locator("#behind")
        panel.wait_for(state="visible")
        assert "Germany" in panel.inner_text()
        place = panel.locator("a[href*='/source/']").first.get_attribute("href")
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        assert page.evaluate("document.activeElement.className").startswith("figure-link")
        page.goto(f"{served}{place}")
        assert page.evaluate("document.querySelector(':target')?.className ?? ''").startswith("passage")
    finally:
        page.close()


def test_without_scripts_the_figure_leads_to_what_it_rests_on(browser: Any, served: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    try:
        page.goto(f"{served}/measures/aid?recipient=KGZ")
        page.locator("td a.figure-link").first.click()
        ground = page.locator(page.url.partition("#")[2].join(("#", "")))
        assert ground.locator("a.ref").count() > 0
        page.locator("#ask-donor").select_option("TUR")
        page.get_by_role("button", name="Ask").click()
        assert "donor=TUR" in page.url
        assert "recipient=KGZ" in page.url
    finally:
        context.close()


def test_a_question_is_asked_in_place_and_back_leads_back(browser: Any, served: str):
    page = browser.new_page()
    try:
        page.goto(f"{served}/measures/embargo")
        page.locator("#ask-imposer").select_option("CAN")
        page.wait_for_url("**imposer=CAN**")
        page.locator("h1", has_text="Canada").wait_for()
        page.go_back()
        page.locator("h1", has_text="Embargo exposure").wait_for()
        assert page.url.endswith("/measures/embargo")
    finally:
        page.close()


def test_a_mark_of_the_picture_leads_to_its_row(browser: Any, served: str):
    page = browser.new_page()
    try:
        page.goto(f"{served}/pair/KAZ/TUR")
        mark = page.locator(".picture svg a").first
        key = mark.get_attribute("data-key")
        mark.click()
        assert page.url.endswith(f"#{key}")
        assert page.locator("tr:target").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    finally:
        page.close()
