/** A code from a scanner that types, or by hand; Enter ends it. */
customElements.define('scan-field', class extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input');
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      const code = input.value.trim();
      if (code) this.dispatchEvent(new CustomEvent('code', { bubbles: true, detail: code }));
      input.select();
    });
  }
});
