/** The time zones that this browser knows, offered below the field. */
customElements.define('zone-list', class extends HTMLElement {
  connectedCallback() {
    const options = Intl.supportedValuesOf('timeZone').map((zone) => new Option(zone, zone));
    this.querySelector('datalist').append(...options);
  }
});
