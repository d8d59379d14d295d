import { type DirectoryOptionTexts, readDirectoryOptions } from "./directory-options";

const failuresOf = (texts: DirectoryOptionTexts) => {
  const options = readDirectoryOptions(texts);
  return options.ok ? [] : options.failures.map(({ message }) => message);
};

const BIND = { ldapUrl: "ldaps://ldap.example.com", ldapBindDn: "uid={username},ou=people,dc=example,dc=com" };
const SEARCH = {
  ldapUrl: "ldap://[::1]:3890",
  ldapSearchBase: "dc=example,dc=com",
  ldapServiceDn: "cn=relay,dc=example,dc=com",
  ldapServicePassword: "secret",
};

describe("options of a directory", () => {
  test("nothing said, no directory", () => {
    expect(readDirectoryOptions({})).toEqual({ ok: true, value: null });
    expect(readDirectoryOptions({ ldapServicePassword: "" })).toEqual({ ok: true, value: null });
  });

  test("a template of a DN over TLS is enough", () => {
    expect(readDirectoryOptions(BIND)).toEqual({
      ok: true,
      value: {
        url: "ldaps://ldap.example.com:636",
        host: "ldap.example.com",
        tls: "implicit",
        caFile: null,
        find: { by: "template", dn: BIND.ldapBindDn },
        service: null,
        groups: null,
        mailAttribute: "mail",
        timeout: 5000,
      },
    });
  });

  test("a search needs its base and an account, and ldap:// means STARTTLS", () => {
    expect(readDirectoryOptions({ ...SEARCH, ldapGroupBase: "ou=groups", ldapMailAttribute: "" })).toMatchObject({
      ok: true,
      value: {
        url: "ldap://[::1]:3890",
        host: "::1",
        tls: "starttls",
        find: { by: "search", base: "dc=example,dc=com", filter: "(uid={username})" },
        service: { dn: "cn=relay,dc=example,dc=com", password: "secret", passwordFile: null },
        groups: { base: "ou=groups", filter: "(|(member={dn})(uniqueMember={dn})(memberUid={username}))" },
        mailAttribute: null,
      },
    });
  });

  test("clear text has to be asked for", () => {
    expect(readDirectoryOptions({ ...SEARCH, ldapTls: "none" })).toMatchObject({ ok: true, value: { tls: "none" } });
  });

  test.each<[DirectoryOptionTexts, string]>([
    [{ ldapBindDn: "uid={username}" }, "--ldap-url: is missing: --ldap-bind-dn"],
    [{ ldapServicePassword: "secret" }, "--ldap-url: is missing: RELAY_LDAP_SERVICE_PASSWORD"],
    [{ ...BIND, ldapUrl: "http://ldap.example.com" }, "--ldap-url"],
    [{ ...BIND, ldapUrl: "ldap://user@ldap.example.com" }, "--ldap-url"],
    [{ ...BIND, ldapUrl: "ldap://ldap.example.com:99999" }, "--ldap-url"],
    [{ ...BIND, ldapTls: "none" }, "--ldap-tls"],
    [{ ...SEARCH, ldapTls: "off" }, "--ldap-tls"],
    [{ ...BIND, ldapBindDn: "uid=jane" }, "--ldap-bind-dn"],
    [{ ...BIND, ldapBindDn: "uid={user}" }, "--ldap-bind-dn"],
    [{ ...BIND, ldapBindDn: "uid={username}}" }, "--ldap-bind-dn"],
    [{ ldapUrl: BIND.ldapUrl }, "--ldap-bind-dn: is missing"],
    [{ ...BIND, ldapSearchBase: "dc=example" }, "--ldap-bind-dn"],
    [{ ...SEARCH, ldapSearchFilter: "uid={username}" }, "--ldap-search-filter"],
    [{ ...SEARCH, ldapSearchFilter: "(uid={dn})" }, "--ldap-search-filter"],
    [{ ...SEARCH, ldapServicePasswordFile: "password" }, "--ldap-service-password-file"],
    [{ ...BIND, ldapServicePassword: "secret" }, "--ldap-service-dn"],
    [{ ...BIND, ldapGroupFilter: "(member={dn})" }, "--ldap-group-base"],
    [{ ...BIND, ldapGroupBase: "ou=groups", ldapGroupFilter: "(cn=x)" }, "--ldap-group-filter"],
    [{ ...BIND, ldapMailAttribute: "mail;x" }, "--ldap-mail-attribute"],
    [{ ...BIND, ldapTimeout: "0" }, "--ldap-timeout"],
  ])("%p is refused and names its flag, never a password", (texts, expected) => {
    const failures = failuresOf(texts);
    expect(failures).toEqual([expect.stringContaining(expected)]);
    expect(failures.join()).not.toContain("secret");
  });

  test("a search without an account to search with is refused", () => {
    const { ldapUrl, ldapSearchBase } = SEARCH;
    expect(failuresOf({ ldapUrl, ldapSearchBase })).toEqual([expect.stringContaining("--ldap-service-dn: is missing")]);
  });
});
