namespace Pulumi.Tests.Resources;

[OutputType]
internal sealed class LookupResult
{
    public readonly string Key;

    [OutputConstructor]
    private LookupResult(string key) => Key = key;
}
