// Uploads files as soon as they are chosen, one after another, and shows how far each has come. The list of what is
// attached is always the server's own; without this script the button of the form uploads the same files. What goes
// wrong is told in the server's words where it has any, and what can be tried again can be.
(function () {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.FormData) return;
  const address = form.getAttribute("action"); // not form.action: the buttons bear that name
  const GONE = [200, 403, 404, 409, 410]; // led to another page; another person's page; nobody's errand any more
  const queue = []; // what waits and what is under way, first of them
  let pressed = null; // the button that was pressed while files were still on their way

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function button(text, name, act) {
    const made = element("button", "link-button", text);
    made.type = "button";
    made.append(element("span", "visually-hidden", " " + name));
    made.addEventListener("click", act);
    return made;
  }

  // In a tab of its own: this page holds the file that was chosen.
  function away(link) {
    const made = element("a", "", link.text);
    made.href = link.url;
    made.target = "_blank";
    made.rel = "noopener";
    return made;
  }

  // One question that takes files.
  function control(field) {
    const texts = field.dataset;
    const input = field.querySelector("input[type=file]");
    const chooser = field.querySelector("[data-file-chooser]");
    const list = field.querySelector("[data-file-list]");
    const under = element("ul", "upload-list");
    const status = element("p", "visually-hidden");
    status.setAttribute("role", "status");
    chooser.before(under, status);
    field.querySelector("[data-upload-button]").hidden = true;

    function say(text) {
      status.textContent = text;
    }

    function take(files) {
      Array.from(files).forEach(add);
    }

    function add(file) {
      const row = element("li", "upload");
      const upload = { file: file, row: row, send: send, request: null, timer: 0, renewed: false };
      under.append(row);
      if (file.size > Number(texts.maxBytes)) return fail(upload, texts.textLarge.replace("{name}", file.name));
      wait(upload);
    }

    function wait(upload) {
      const progress = element("progress");
      upload.renewed = false; // the form token, for this try
      progress.max = 100;
      progress.value = 0;
      progress.setAttribute("aria-label", texts.textBusy + " " + upload.file.name);
      const percent = element("span", "upload-percent", texts.textWaiting);
      upload.show = function (share) {
        progress.value = share;
        percent.textContent = share < 100 ? share + " %" : texts.textChecking;
      };
      upload.tell = (text) => (percent.textContent = text);
      const cancel = button(texts.textCancel, upload.file.name, function () {
        window.clearTimeout(upload.timer);
        if (upload.request) upload.request.abort();
        say(texts.textCancelled + " " + upload.file.name);
        done(upload);
        input.focus();
      });
      upload.row.className = "upload";
      upload.row.replaceChildren(element("span", "file-name", upload.file.name), progress, percent, cancel);
      queue.push(upload);
      if (queue.length === 1) upload.send(upload);
    }

    function send(upload) {
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      if (form.elements.parking) body.set("parking", form.elements.parking.value); // tells whose page this is
      body.set("action", "attach-" + texts.files);
      body.set(input.name, upload.file, upload.file.name);
      const request = new XMLHttpRequest();
      upload.request = request;
      say(texts.textBusy + " " + upload.file.name);
      request.upload.addEventListener("progress", function (event) {
        if (event.lengthComputable) upload.show(Math.floor((event.loaded / event.total) * 100));
      });
      request.addEventListener("load", function () {
        answered(upload, request);
      });
      request.addEventListener("error", function () {
        fail(upload, texts.textCut, { mayRetry: true });
      });
      request.open("POST", address);
      request.send(body);
    }

    function answered(upload, request) {
      const isOurs = (request.getResponseHeader("Content-Type") || "").startsWith("application/json");
      if (!isOurs) return fail(upload, unread(request.status), { mayRetry: true });
      const answer = JSON.parse(request.responseText);
      if (answer.problem === "token" && !upload.renewed) return renew(upload, answer.token);
      if (answer.problem === "token") return fail(upload, texts.textRefused, { mayRetry: true });
      const isLoggedOut = answer.problem === "logged_out";
      if (answer.problem) return fail(upload, answer.text, { mayRetry: isLoggedOut, link: answer.link });
      if (answer.wait) return hold(upload, answer);
      list.innerHTML = answer.list;
      show(answer);
      if (answer.errors.length) return fail(upload, answer.errors.join(" "));
      say(texts.textDone + " " + upload.file.name);
      const hadFocus = upload.row.contains(document.activeElement);
      done(upload);
      if (hadFocus) list.focus();
    }

    // What to say of an answer that is no answer of the step's own.
    function unread(status) {
      if (status === 408) return texts.textCut;
      return GONE.includes(status) ? texts.textRefused : texts.textAway;
    }

    // The same person has logged in again in another tab: every form of this page gets the new token.
    function renew(upload, token) {
      upload.renewed = true;
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => (field.value = token));
      upload.send(upload);
    }

    // Too many in too short a time: the file goes when the server says that it may.
    function hold(upload, answer) {
      upload.show(0);
      upload.tell(answer.message);
      say(answer.message + " " + upload.file.name);
      upload.timer = window.setTimeout(() => upload.send(upload), answer.wait * 1000);
    }

    function show(answer) {
      chooser.hidden = answer.is_full;
      field.querySelector("[data-file-full]").hidden = !answer.is_full;
      const wanted = new Set(answer.applies);
      form.querySelectorAll("[data-question]").forEach(function (item) {
        item.hidden = !wanted.has(item.dataset.question);
      });
    }

    function fail(upload, text, { mayRetry = false, link = null } = {}) {
      const told = element("p", "field-error");
      told.append(element("span", "", text));
      told.setAttribute("role", "alert");
      const acts = element("p", "file-acts");
      if (link) acts.append(away(link));
      if (mayRetry) {
        acts.append(
          button(texts.textRetry, upload.file.name, function () {
            wait(upload);
            upload.row.querySelector("button").focus();
          }),
        );
      }
      acts.append(
        button(texts.textDismiss, upload.file.name, function () {
          upload.row.remove();
          (chooser.hidden ? list : input).focus();
        }),
      );
      upload.row.className = "upload is-failed";
      upload.row.replaceChildren(element("span", "file-name", upload.file.name), told, acts);
      pressed = null; // the person must see what went wrong before the page goes on
      next(upload);
    }

    function done(upload) {
      upload.row.remove();
      next(upload);
    }

    input.addEventListener("change", function () {
      take(input.files);
      input.value = "";
    });

    // Dropping is an extra: everything goes without it.
    ["dragover", "dragleave", "drop"].forEach(function (kind) {
      field.addEventListener(kind, function (event) {
        if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
        event.preventDefault();
        field.classList.toggle("is-over", kind === "dragover");
        if (kind === "drop" && !chooser.hidden) take(event.dataTransfer.files);
      });
    });

    return { say: say, wait: texts.textWait };
  }

  function next(upload) {
    const place = queue.indexOf(upload);
    if (place >= 0) queue.splice(place, 1);
    if (place === 0 && queue.length) queue[0].send(queue[0]);
    if (!queue.length && pressed) form.requestSubmit(pressed);
  }

  const controls = Array.from(form.querySelectorAll("[data-files]")).map(control);

  // Whoever goes on while files are on their way goes on when they have come.
  form.addEventListener(
    "submit",
    function (event) {
      if (!queue.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      pressed = event.submitter;
      controls[0].say(controls[0].wait);
    },
    true,
  );

  window.addEventListener("beforeunload", function (event) {
    if (queue.length) event.preventDefault();
  });
})();
