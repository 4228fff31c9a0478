// Tells the Teams client how the sign-in ended; the client closes this window then. What to tell stands on the body.
(() => {
  const { outcome, value, when, origins } = document.body.dataset;
  const { app, authentication } = window.microsoftTeams;
  const hint = document.querySelector('#hint');
  const button = document.querySelector('button');
  const showHint = () => (hint.hidden = false);

  const host = app.initialize(JSON.parse(origins));
  host
    .then(() => app.getContext())
    .then((context) => (document.documentElement.dataset.theme = context.app.theme))
    .catch(() => {}); // The theme of the system does as well.

  const notify = () => {
    setTimeout(showHint, 5000);
    host
      .then(() => (outcome === 'success' ? authentication.notifySuccess(value) : authentication.notifyFailure(value)))
      .catch(showHint);
  };
  if (when === 'now') notify();
  button?.addEventListener('click', notify);
})();
