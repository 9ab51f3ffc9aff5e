/**
 * What pages do besides: nothing that a page needs. A form is sent once, a button prints, a turn at the desk counts
 * down. Written for old browsers.
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
