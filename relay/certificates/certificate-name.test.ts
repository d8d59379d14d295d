import { distinguishedName, exchangeCertificateName } from "./certificate-name";

// The right column is what .NET's X509Certificate2.Subject prints for the same name.
test.each([
  {
    node: "C=US\nST=Washington\nL=Redmond\nO=Contoso\nCN=mail.contoso.com",
    is: "CN=mail.contoso.com, O=Contoso, L=Redmond, S=Washington, C=US",
  },
  { node: "DC=com\nDC=contoso\nCN=Contoso CA", is: "CN=Contoso CA, DC=contoso, DC=com" },
  { node: "O=Contoso\\, Inc.\nCN=a", is: 'CN=a, O="Contoso, Inc."' },
  { node: 'O=The \\"Best\\"\nCN=a', is: 'CN=a, O="The ""Best"""' },
  { node: "CN=a\nemailAddress=it@contoso.com", is: "E=it@contoso.com, CN=a" },
  { node: "CN=a + OU=b", is: "CN=a + OU=b" },
  { node: "O=A \\+ B\nCN=a", is: 'CN=a, O="A + B"' },
  { node: "CN=Gr\u00fc\u00dfe", is: "CN=Gr\u00fc\u00dfe" },
  { node: "CN=a\\0Ab", is: 'CN="a\nb"' },
  { node: "1.3.6.1.4.1.311.60.2.1.3=US\nCN=a", is: "CN=a, OID.1.3.6.1.4.1.311.60.2.1.3=US" },
  { node: "CN=a=b", is: 'CN="a=b"' },
  { node: undefined, is: "" },
])("$node is printed as Windows does", ({ node, is }) => {
  expect(distinguishedName(node)).toBe(is);
});

test("TlsCertificateName is issuer, then subject", () => {
  expect(exchangeCertificateName({ issuer: "C=US\nCN=CA", subject: "CN=mail.contoso.com" })).toBe(
    "<I>CN=CA, C=US<S>CN=mail.contoso.com",
  );
});
