export { maxAgeOf, plural, retriesOf, spell } from '../../lib/evidence/words';
