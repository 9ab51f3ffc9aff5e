/**
 * What pages do besides: nothing that a page needs. A form is sent once, a button prints, a turn at the desk counts
 * down, and a message's page says that somebody looks at it (a robot that fetches links runs no script). Written for old browsers.
 */
export const WEB_SCRIPT = `
(function () {
  'use strict';
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.getAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', 'yes');
    window.setTimeout(function () { form.removeAttribute('data-sent'); }, 8000);
  });
  window.addEventListener('pageshow', function () {
    var forms = document.querySelectorAll('form[data-sent]');
    for (var n = 0; n < forms.length; n += 1) forms[n].removeAttribute('data-sent');
  });
  document.addEventListener('click', function (event) {
    if (event.target && event.target.getAttribute && event.target.getAttribute('data-print')) window.print();
  });
  var still = document.querySelector('[data-refresh]');
  if (still) {
    var touched = Date.now();
    ['keydown', 'mousemove', 'touchstart', 'scroll'].forEach(function (name) {
      document.addEventListener(name, function () { touched = Date.now(); });
    });
    window.setInterval(function () {
      if (Date.now() - touched > Number(still.getAttribute('data-refresh')) * 1000) window.location.reload();
    }, 5000);
  }
  var seen = document.querySelector('form[data-seen]');
  if (seen) {
    var say = function () {
      if (document.visibilityState === 'hidden' || seen.getAttribute('data-said')) return;
      seen.setAttribute('data-said', 'yes');
      var ask = new XMLHttpRequest();
      ask.open('POST', seen.getAttribute('action'));
      ask.setRequestHeader('content-type', 'application/x-www-form-urlencoded');
      ask.send('_csrf=' + encodeURIComponent(seen.elements._csrf.value));
    };
    window.setTimeout(say, 1000);
    document.addEventListener('visibilitychange', say);
  }
  var clock = document.querySelector('[data-seconds]');
  if (clock) {
    var ends = Date.now() + Number(clock.getAttribute('data-seconds')) * 1000;
    window.setInterval(function () {
      var left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
      clock.textContent = String(left);
      if (left === 0) window.location.replace(clock.getAttribute('data-then'));
    }, 500);
  }
})();
`.trim();
