import type { CustomFetch } from 'openid-client';
import { LoginFault } from './login-fault.ts';

/** `fetch`, for which a provider that does not answer, or fails, is an outage. */
export const fetchFromProvider: CustomFetch = async (url, options) => {
  let response: Response;
  try {
    response = await fetch(url, options as RequestInit);
  } catch (error) {
    throw new LoginFault('unavailable', error instanceof Error ? error.name : 'network');
  }
  if (response.status >= 500) throw new LoginFault('unavailable', `status-${response.status}`);
  return response;
};
