/** What each profile chooses, as the settings show it. @internal */
export const PROFILE_VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  standard: {
    Architecture: 'arm64',
    Memory: '256 MB',
    Timeout: '30 seconds',
    Tracing: 'Active',
    'Log format': 'JSON',
    'Log retention': '365 days',
  },
  strict: {
    Architecture: 'arm64',
    Memory: '256 MB',
    Timeout: '30 seconds',
    Tracing: 'Active',
    'Log format': 'JSON',
    'Log retention': '365 days',
  },
  development: {
    Architecture: 'arm64',
    Memory: '256 MB',
    Timeout: '30 seconds',
    Tracing: 'Active',
    'Log format': 'JSON',
    'Log retention': '7 days',
  },
  lean: {
    Architecture: 'arm64',
    Memory: '256 MB',
    Timeout: '30 seconds',
    Tracing: 'Active',
    'Log format': 'JSON',
    'Log retention': '365 days',
  },
};
