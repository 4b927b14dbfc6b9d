FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd -r -m -u 10001 app

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
ENV PYTHONUNBUFFERED=1 VAR_DIR=/var/lib/coproduce
RUN ./docker/start static && python -m compileall -q . && install -d -o app -g app "$VAR_DIR" /backups

USER 10001
EXPOSE 8000
ENTRYPOINT ["./docker/start"]
CMD ["web"]
