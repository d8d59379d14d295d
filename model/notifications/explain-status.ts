/**
 * What a status code means for somebody who wrote a message, and what to do about it. By code, by subject (`5.1`), by
 * class. Codes of RFC 3463, 5248, 7504, 7505 and of Exchange's NDR page.
 */
const MEANINGS: Readonly<Record<string, string>> = {
  "5.1.1": "There is no such mailbox. Check the spelling of the address, or ask the recipient for the right one.",
  "5.1.2": "There is no such domain. Check the spelling of what stands behind the @.",
  "5.1.3": "The address is not written as an address must be. Check its spelling.",
  "5.1.6": "The recipient has moved. Ask for the new address.",
  "5.1.8": "Your own address was not accepted: its domain cannot be found. Ask the administrator of your mail.",
  "5.1.10": "The recipient's domain or address takes no mail. Ask the recipient for another address.",
  "5.1": "The address was not accepted. Check its spelling, or ask the recipient for the right one.",
  "5.2.1": "The mailbox is switched off. Ask the recipient for another address.",
  "5.2.2": "The mailbox is full. Tell the recipient by other means, and send the message again later.",
  "5.2.3": "The message is larger than the mailbox takes. Send it in parts, or share large files in another way.",
  "5.2": "The mailbox cannot take the message. Tell the recipient by other means.",
  "5.3.4":
    "The message is too large on the way to the recipient. Send it in parts, or share large files in another way.",
  "5.3": "The recipient's mail system cannot take the message. Tell the recipient by other means.",
  "5.4.4": "No mail host of the recipient's domain can be found. Check the spelling of what stands behind the @.",
  "5.4.6": "The message went round in circles. Its route is set up wrongly: tell the administrator of your mail.",
  "5.4.14": "The message went round in circles. Its route is set up wrongly: tell the administrator of your mail.",
  "5.4": "The message could not find its way. Tell the administrator of your mail.",
  "5.5": "The mail systems did not understand each other. Tell the administrator of your mail.",
  "5.6.7":
    "The address or the header has letters that a mail system on the way does not take. Use an address of plain letters, if there is one.",
  "5.6":
    "The message has content that a mail system on the way does not take. Send it in another format, such as plain text.",
  "5.7.1":
    "Delivery was refused by a rule of the recipient's side or on the way. Ask the recipient to allow your mail.",
  "5.7.54": "A host on the way does not pass mail on for you. Tell the administrator of your mail.",
  "5.7.57": "A host on the way wants a login that was not given. Tell the administrator of your mail.",
  "5.7":
    "Delivery was refused by a rule of the recipient's side or on the way. Ask the recipient to allow your mail, or the administrator of your mail for help.",
  "5": "Delivery was refused for good. What the other side said stands above; the recipient's administrator can tell more.",
  "4.4.7":
    "It was tried again and again until its time was over. Tell the recipient by other means, or send it again later.",
  "4": "It has not worked so far.",
};

/** One or two sentences for a person. */
export function explainStatus(status: string): string {
  const [kind = "", subject = ""] = status.split(".");
  return MEANINGS[status] ?? MEANINGS[`${kind}.${subject}`] ?? MEANINGS[kind] ?? "";
}
