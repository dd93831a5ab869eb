// What a lost line, a refusal or a second click should not cost a person.

const LOST = "The connection is lost. What you typed is still here; try again when you are back online.";
const BROKE = "Something broke on our side. What you typed is still here; please try again in a minute.";

function tell(element, sentence) {
  const place = element.closest("form, .problem") ?? document.querySelector("main .wrap");
  place.querySelectorAll(":scope > .refusal").forEach((old) => old.remove());
  const box = document.createElement("div");
  box.className = "notice failed refusal";
  box.setAttribute("role", "alert");
  const words = document.createElement("div");
  words.textContent = sentence;
  box.append(document.createElement("span"), words);
  place.prepend(box);
}

document.addEventListener("htmx:sendError", (event) => tell(event.target, LOST));
document.addEventListener("htmx:responseError", (event) => tell(event.target, BROKE));

document.addEventListener("htmx:beforeSwap", (event) => {
  event.detail.target?.querySelectorAll(".refusal").forEach((old) => old.remove());
});

// A part that was replaced gives focus to what it marks, so that it is read aloud.
document.addEventListener("htmx:afterSettle", (event) => {
  const next = event.detail.elt?.querySelector?.("[data-focus]");
  if (next) next.focus({ preventScroll: false });
});

// A plain form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
