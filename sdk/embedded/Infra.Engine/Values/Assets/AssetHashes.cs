using System.Security.Cryptography;
using System.Text;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Values.Assets;

/// <summary>Gives assets and archives the hashes by which they are compared without their content.</summary>
/// <remarks>
/// As Pulumi does: SHA-256 in hexadecimal digits of an asset's bytes; of an archive file's bytes as they are; of any other archive as
/// an uncompressed tar file.
/// </remarks>
/// <param name="workingDirectory">What relative paths start from: the program's directory.</param>
internal sealed class AssetHashes(string workingDirectory)
{
    private readonly AssetSources _sources = new(workingDirectory);

    /// <summary>Returns the values with a hash on every asset and archive.</summary>
    /// <exception cref="InfraException">A file or an address cannot be read.</exception>
    public async Task<PropertyMap> AddAsync(
        PropertyMap values,
        CancellationToken cancellationToken = default
    )
    {
        var hashed = new Dictionary<PropertyValue, PropertyValue>();
        foreach (var source in Collect(values))
        {
            hashed[source] = await HashedAsync(source, cancellationToken);
        }

        return hashed.Count == 0
            ? values
            : values.Select(
                (_, value) => value.SelectLeaves(leaf => hashed.GetValueOrDefault(leaf) ?? leaf)
            );
    }

    /// <summary>The values with assets and archives reduced to their hashes, as comparisons need them.</summary>
    public static PropertyMap Only(PropertyMap values) =>
        values.Select(
            (_, value) =>
                value.SelectLeaves(leaf =>
                    leaf switch
                    {
                        PropertyValue.Asset { Hash: { } hash } => new PropertyValue.Asset(
                            null,
                            null,
                            null,
                            hash
                        ),
                        PropertyValue.Archive { Hash: { } hash } => new PropertyValue.Archive(
                            null,
                            null,
                            null,
                            hash
                        ),
                        _ => leaf,
                    }
                )
        );

    private static HashSet<PropertyValue> Collect(PropertyMap values)
    {
        var found = new HashSet<PropertyValue>();
        foreach (var (_, value) in values)
        {
            value.SelectLeaves(leaf =>
            {
                if (
                    leaf
                    is PropertyValue.Asset { Hash: null }
                        or PropertyValue.Archive { Hash: null }
                )
                {
                    found.Add(leaf);
                }

                return leaf;
            });
        }

        return found;
    }

    // The members of an archive have hashes of their own, by which providers compare them.
    private async Task<PropertyValue> HashedAsync(
        PropertyValue source,
        CancellationToken cancellationToken
    )
    {
        var hash = await HashAsync(source, cancellationToken);
        return source switch
        {
            PropertyValue.Asset asset => asset with { Hash = hash },
            PropertyValue.Archive { Assets: { } members } archive => archive with
            {
                Assets = await AddAsync(members, cancellationToken),
                Hash = hash,
            },
            PropertyValue.Archive archive => archive with { Hash = hash },
            _ => source,
        };
    }

    private async Task<string> HashAsync(PropertyValue source, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case PropertyValue.Asset { Text: { } text }:
                return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            case PropertyValue.Asset asset:
                await using (var content = await _sources.OpenAsync(asset, cancellationToken))
                {
                    return await HashAsync(content, cancellationToken);
                }

            case PropertyValue.Archive archive
                when await _sources.OpenFileAsync(archive, cancellationToken) is { } file:
                await using (file)
                {
                    return await HashAsync(file, cancellationToken);
                }

            default:
                using (var tar = new TarHash())
                {
                    var entries = _sources.EntriesAsync(
                        (PropertyValue.Archive)source,
                        cancellationToken
                    );
                    await foreach (var entry in entries)
                    {
                        await tar.AddAsync(entry, cancellationToken);
                    }

                    return tar.Finish();
                }
        }
    }

    private static async Task<string> HashAsync(Stream content, CancellationToken token) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, token));
}
