// Passkeys: only a browser's script can ask the device. Without it, each page says what to do instead.
(() => {
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const known = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  async function made({ publicKey }) {
    publicKey.challenge = toBytes(publicKey.challenge);
    publicKey.user.id = toBytes(publicKey.user.id);
    publicKey.excludeCredentials = known(publicKey.excludeCredentials);
    publicKey.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    const found = await navigator.credentials.create({ publicKey });
    return [found, { attestationObject: toText(found.response.attestationObject) }];
  }

  async function shown({ publicKey }) {
    publicKey.challenge = toBytes(publicKey.challenge);
    publicKey.allowCredentials = known(publicKey.allowCredentials);
    const found = await navigator.credentials.get({ publicKey });
    const { authenticatorData, signature, userHandle } = found.response;
    const more = { authenticatorData: toText(authenticatorData), signature: toText(signature) };
    return [found, { ...more, userHandle: userHandle ? toText(userHandle) : null }];
  }

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }

  async function ask(form) {
    const [found, response] = await (form.dataset.passkey === "add" ? made : shown)(await options(form));
    response.clientDataJSON = toText(found.response.clientDataJSON);
    form.elements.credential.value = JSON.stringify({
      id: found.id,
      rawId: toText(found.rawId),
      type: found.type,
      response,
      clientExtensionResults: found.getClientExtensionResults(),
    });
    form.submit();
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-trouble]");
    form.hidden = false;
    for (const note of document.querySelectorAll("[data-without]")) note.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      trouble.hidden = true;
      ask(form).catch(() => {
        trouble.hidden = false;
      });
    });
  }
})();
