/** Narrow the office's list to what was typed; the house does the looking. */
const REST = 200;

customElements.define('office-find', class extends HTMLElement {
  connectedCallback() {
    const [input, list] = [this.querySelector('input'), document.querySelector('office-list')];
    const whole = list.dataset.from;
    input.addEventListener('input', () => {
      clearTimeout(this.rest);
      this.rest = setTimeout(() => {
        const asked = input.value.trim();
        list.dataset.from = asked ? `${whole}&q=${encodeURIComponent(asked)}` : whole;
        list.dispatchEvent(new CustomEvent('again'));
      }, REST);
    });
  }
});
