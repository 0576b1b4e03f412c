using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The texts of secret inputs, which are hidden in every message. A short one is hidden only as a whole quoted value or part of a path, because it
/// may be a common word.
/// </summary>
internal sealed class SecretTexts
{
    private const string Hidden = "[secret]";
    private const int ShortestAlone = 8;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private (SearchValues<string> Texts, int[] Lengths)? _search;

    /// <summary>Adds the secrets among property values.</summary>
    public void Add(PropertyMap values)
    {
        foreach (var value in values.Values)
        {
            Add(value, isSecret: false);
        }
    }

    /// <summary>A message without the secrets; one pass over it, however many there are.</summary>
    public string Hide(string message)
    {
        lock (_gate)
        {
            if (_texts.Count == 0)
            {
                return message;
            }

            _search ??= (
                SearchValues.Create([.. _texts], StringComparison.Ordinal),
                [.. _texts.Select(t => t.Length).Distinct().OrderDescending()]
            );
            return Hide(message, _search.Value.Texts, _search.Value.Lengths);
        }
    }

    private string Hide(string message, SearchValues<string> texts, int[] lengths)
    {
        StringBuilder? result = null;
        var (known, done) = (_texts.GetAlternateLookup<ReadOnlySpan<char>>(), 0);
        for (var from = 0; from < message.Length; )
        {
            var at = message.AsSpan(from).IndexOfAny(texts);
            if (at < 0)
            {
                break;
            }

            at += from;
            var length = lengths.FirstOrDefault(l =>
                at + l <= message.Length
                && known.Contains(message.AsSpan(at, l))
                && (l >= ShortestAlone || IsWhole(message, at, l))
            );
            if (length > 0)
            {
                (result ??= new()).Append(message, done, at - done).Append(Hidden);
                done = at + length;
            }

            from = at + Math.Max(length, 1);
        }

        return result is null
            ? message
            : result.Append(message, done, message.Length - done).ToString();
    }

    /// <summary>Whether a part of a message is a quoted value, or a name in a path.</summary>
    private static bool IsWhole(string message, int at, int length)
    {
        var before = at == 0 ? ' ' : message[at - 1];
        var after = at + length == message.Length ? ' ' : message[at + length];
        return before is '"' or '\'' or '`' or '/'
            && (before == '/' ? !char.IsLetterOrDigit(after) : after == before);
    }

    private void Add(PropertyValue value, bool isSecret)
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                Add(secret.Element, isSecret: true);
                break;
            case PropertyValue.Output { Element: { } element } output:
                Add(element, isSecret || output.IsSecret);
                break;
            case PropertyValue.Array array:
                foreach (var item in array.Items)
                {
                    Add(item, isSecret);
                }

                break;
            case PropertyValue.Object item:
                foreach (var (_, property) in item.Properties)
                {
                    Add(property, isSecret);
                }

                break;
            case PropertyValue.String text when isSecret:
                AddText(text.Value);
                break;
            case PropertyValue.Number number when isSecret:
                AddText(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                break;
        }
    }

    private void AddText(string text)
    {
        lock (_gate)
        {
            var before = _texts.Count;
            AddUnlessEmpty(text);
            if (ByteSize.TryParse(text, out var bytes))
            {
                AddUnlessEmpty(ByteSize.Format(bytes));
            }

            foreach (var form in Forms(text))
            {
                AddUnlessEmpty(form);
            }

            foreach (var line in text.Split('\n').Where(l => l.Length >= ShortestAlone))
            {
                _texts.Add(line);
            }

            _search = _texts.Count == before ? _search : null;
        }
    }

    /// <summary>The other forms in which checks tell a value: a MAC address in lower case, an address in its one spelling, without prefix.</summary>
    private static IEnumerable<string> Forms(string text)
    {
        var host = text.Split('/')[0];
        if (text.Contains(':', StringComparison.Ordinal))
        {
            yield return text.ToLowerInvariant();
        }

        // A plain number is an address to .NET, too.
        if (host.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(host, out var address))
        {
            yield return host;
            yield return address.ToString();
            yield return text.Replace(host, address.ToString(), StringComparison.Ordinal);
        }
    }

    private void AddUnlessEmpty(string text)
    {
        if (text.Length > 0)
        {
            _texts.Add(text);
        }
    }
}
