using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace LedgerProvider;

/// <summary>The provider as engines call it. An entry's <c>kind</c> replaces it, everything else changes in place.</summary>
/// <remarks>
/// Ids are random, as those of most clouds are, and an entry bears its owner's urn. Like the provider nixhost, it looks for an entry of its
/// own before it makes one, and takes over what an interrupted create has left.
/// </remarks>
internal sealed class LedgerService(Ledger ledger, Delays delays)
    : ResourceProvider.ResourceProviderBase
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    public override Task<ProviderHandshakeResponse> Handshake(
        ProviderHandshakeRequest request,
        ServerCallContext context
    ) => Task.FromResult(new ProviderHandshakeResponse { AcceptSecrets = true });

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = "1.0.0" });

    public override Task<ConfigureResponse> Configure(
        ConfigureRequest request,
        ServerCallContext context
    ) => Task.FromResult(new ConfigureResponse { AcceptSecrets = true, SupportsPreview = true });

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var response = new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone };
        foreach (
            var name in request
                .News.Fields.Keys.Union(request.OldInputs.Fields.Keys)
                .Where(name => !Equals(Field(request.News, name), Field(request.OldInputs, name)))
        )
        {
            response.Changes = DiffResponse.Types.DiffChanges.DiffSome;
            response.Diffs.Add(name);
            if (name == "kind")
            {
                response.Replaces.Add(name);
            }
        }

        response.DeleteBeforeReplace =
            response.Replaces.Count > 0 && Field(request.News, "exclusive")?.BoolValue == true;
        return Task.FromResult(response);
    }

    public override async Task<CreateResponse> Create(
        CreateRequest request,
        ServerCallContext context
    )
    {
        if (request.Preview)
        {
            return new() { Properties = request.Properties };
        }

        ledger.Note($"begin create {request.Urn}");
        await delays.WaitAsync();
        var own = ledger.FindOwn(request.Urn, request.Properties.Fields["kind"].StringValue);
        var id = own ?? Guid.NewGuid().ToString("N");
        ledger.Put(id, request.Urn, request.Properties);
        ledger.Note($"{(own is null ? "made" : "adopted")} {request.Urn}");
        await delays.WaitAsync();
        ledger.Note($"end create {request.Urn}");
        return new() { Id = id, Properties = Outputs(request.Properties) };
    }

    public override async Task<UpdateResponse> Update(
        UpdateRequest request,
        ServerCallContext context
    )
    {
        if (request.Preview)
        {
            return new() { Properties = Outputs(request.News) };
        }

        ledger.Note($"begin update {request.Urn}");
        await delays.WaitAsync();
        if (ledger.Find(request.Id) is null)
        {
            throw new RpcException(
                new(StatusCode.NotFound, $"there is no entry {request.Id} to update")
            );
        }

        ledger.Put(request.Id, request.Urn, request.News);
        ledger.Note($"changed {request.Urn}");
        await delays.WaitAsync();
        ledger.Note($"end update {request.Urn}");
        return new() { Properties = Outputs(request.News) };
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        ledger.Note($"begin delete {request.Urn}");
        await delays.WaitAsync();
        ledger.Remove(request.Id);
        ledger.Note($"removed {request.Urn}");
        await delays.WaitAsync();
        ledger.Note($"end delete {request.Urn}");
        return new();
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        if (ledger.Find(request.Id) is not { } inputs)
        {
            return Task.FromResult(new ReadResponse());
        }

        inputs.Fields.Remove("owner");
        return Task.FromResult(
            new ReadResponse
            {
                Id = request.Id,
                Inputs = inputs,
                Properties = Outputs(inputs),
            }
        );
    }

    public override Task<Empty> Cancel(Empty request, ServerCallContext context) =>
        Task.FromResult(new Empty());

    /// <summary>What is put in comes out; and who puts in a password gets a token made of it, which is as secret.</summary>
    private static Struct Outputs(Struct inputs)
    {
        var outputs = inputs.Clone();
        if (inputs.Fields.TryGetValue("password", out var password))
        {
            var plain = password.StructValue?.Fields["value"].StringValue ?? password.StringValue;
            outputs.Fields["token"] = Value.ForStruct(
                new()
                {
                    Fields =
                    {
                        [Signature] = Value.ForString(Secret),
                        ["value"] = Value.ForString($"token of {plain}"),
                    },
                }
            );
        }

        return outputs;
    }

    private static Value? Field(Struct values, string name) =>
        values.Fields.GetValueOrDefault(name);
}
