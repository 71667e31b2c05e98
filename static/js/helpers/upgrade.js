/** What was set on an element before its script had come: an own field that hides the element's setter. */

/** Take it up now. */
export function takeUp(element, name = 'record') {
  if (!Object.hasOwn(element, name)) return;
  const { [name]: value } = element;
  delete element[name];
  element[name] = value;
}
