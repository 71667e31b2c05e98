/** Where the steps of a record stand: the likely ones in the foot, the others in the menu. */

/** Steps that fit beside the main one. */
const BESIDE = 3;

/** Put the main step last, for the eye and for the keys; without a menu what does not fit is not offered. */
export function arrange(place, others, main) {
  if (!main) return;
  const [foot, menu] = [place.querySelector('footer'), place.querySelector('.menu')];
  const near = [...others.slice(0, BESIDE), main];
  for (const button of others.slice(BESIDE)) {
    button.classList.add('plain');
    if (!menu) button.hidden = true;
    else if (button.parentElement !== menu) menu.append(button);
  }
  for (const button of near) button.classList.remove('plain');
  if (near.some((button) => button.parentElement !== foot)) foot.append(...near);
  else if (main.nextElementSibling) foot.append(main);
}
