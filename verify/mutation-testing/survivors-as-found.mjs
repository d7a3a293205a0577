/** A measurement takes long: what nothing noticed is shown at once, to be looked at meanwhile. */
class SurvivorsAsFound {
  onMutantTested({ status, fileName, location, replacement = '' }) {
    if (!['Survived', 'NoCoverage'].includes(status)) return;
    console.log(`Not noticed: ${fileName}:${location.start.line}:${location.start.column} => ${replacement.replace(/\s+/g, ' ')}`);
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'survivors-as-found', injectableClass: SurvivorsAsFound }];
