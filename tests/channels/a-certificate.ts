/**
 * A certificate for `localhost` that nobody signed but itself, from 2020 to 2120, and its key: for servers of tests, which
 * whoever is not told of it must refuse.
 */
export const CERT = `
-----BEGIN CERTIFICATE-----
MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJTkq8z3dbmAM+cS
rqP2rxssnNiCt8Ocb9DE+/mL6EdzskoIQFDBD5octaNq7bQ4OXZKOz8umuf8MThm
nbK56bSjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBRAzMR4JfJ+T7CoKxC5NEwQfxQLuzAKBggqhkjOPQQD
AgNIADBFAiEAmwBF8nAJ3CabGpe6hO/+RhN6porSEN+zt02of4jw7w8CIBsDvsB/
C+kxX2PswR33WyfNHUt23cVIWTZBaXQ+Ah48
-----END CERTIFICATE-----
`.trim();

export const KEY = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOoNn9P6LpkY9BJ4d
jsIAlauVx5wMvf0CeAhgaI7AojmhRANCAASU5KvM93W5gDPnEq6j9q8bLJzYgrfD
nG/QxPv5i+hHc7JKCEBQwQ+aHLWjau20ODl2Sjs/Lprn/DE4Zp2yuem0
-----END PRIVATE KEY-----
`.trim();
